package org.saehdbw.synthesis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.saehdbw.faces.FaceType;

/** Reads and prints the text that names drawn faces in settings. */
final class SyntheticSource {
  static final String PREFIX = "drawn:";
  private static final String FORM =
      "drawn faces are written as drawn:COUNT and behind it any of size=N, seed=N,"
          + " identity=K (or K+K+...), colour=true|false, face_type=h|mf|f|wf|head,"
          + " with commas between; got ";

  private SyntheticSource() {}

  static SyntheticFaces parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException(FORM + text);
    }
    List<String> parts = List.of(text.substring(PREFIX.length()).split(",", -1));
    SyntheticFaces faces = SyntheticFaces.of(whole(number("the count", parts.get(0), text)));
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(FORM + text);
      }
      String key = part.substring(0, equals).strip();
      faces = with(faces, key, part.substring(equals + 1).strip(), text);
    }
    return faces;
  }

  private static SyntheticFaces with(SyntheticFaces faces, String key, String value, String text) {
    return switch (key) {
      case "size" -> faces.size(whole(number(key, value, text)));
      case "seed" -> faces.seed(number(key, value, text));
      case "identity" ->
          faces.identities(
              Arrays.stream(value.split("\\+", -1))
                  .mapToInt(one -> whole(number(key, one, text)))
                  .toArray());
      case "colour" -> truth(value, text) ? faces.colour() : faces.gray();
      case "face_type" -> faces.faceType(FaceType.parse(value));
      default ->
          throw new IllegalArgumentException(
              "drawn faces take size, seed, identity, colour and face_type, got "
                  + key
                  + " in "
                  + text);
    };
  }

  private static long number(String key, String value, String text) {
    String digits = value.strip();
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          key
              + " of drawn faces must be a whole number, got "
              + (digits.isEmpty() ? "nothing" : digits)
              + " in "
              + text,
          e);
    }
  }

  /** Out of range stays out of range. */
  private static int whole(long number) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
  }

  private static boolean truth(String value, String text) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "y", "1" -> true;
      case "false", "n", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "colour of drawn faces must be true or false, got " + value + " in " + text);
    };
  }

  static String print(SyntheticFaces faces, boolean allPeople) {
    String who = faces.identities().stream().map(String::valueOf).collect(Collectors.joining("+"));
    return PREFIX
        + faces.count()
        + ",size="
        + faces.size()
        + ",seed="
        + faces.seed()
        + (allPeople ? "" : ",identity=" + who)
        + ",colour="
        + faces.inColour()
        + ",face_type="
        + faces.faceType().option();
  }
}
