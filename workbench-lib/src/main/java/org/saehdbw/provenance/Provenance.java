package org.saehdbw.provenance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a picture or a film of drawn faces says about where it comes from.
 *
 * @param source what it is, as an address of IPTC's list of digital source types
 * @param model the model's short name; of several, joined by commas; empty if it does not say
 * @param run the run folder's name; empty if it does not say
 * @param iteration the iteration after which the faces were drawn, -1 if it does not say
 */
public record Provenance(String source, String model, String run, long iteration) {
  private static final String TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  /** The entry of IPTC's list of digital source types for what a trained model made. */
  public static final String TRAINED_ALGORITHMIC_MEDIA = TYPES + "trainedAlgorithmicMedia";

  /** The entry for a real picture into which a trained model put something. */
  public static final String COMPOSITE = TYPES + "compositeWithTrainedAlgorithmicMedia";

  /** The namespace of the properties that no standard has: model, run and iteration. */
  public static final String NAMESPACE = "urn:saehdbw:provenance#";

  static final String TAG = "digital_source_type";
  private static final String MODEL = "saehdbw_model";
  private static final String RUN = "saehdbw_run";
  private static final String ITERATION = "saehdbw_iteration";
  private static final String COMMENT = "comment";

  /** Of a picture that a model drew. */
  public Provenance(String model, String run, long iteration) {
    this(TRAINED_ALGORITHMIC_MEDIA, model, run, iteration);
  }

  /** Of a frame of a film into which a model drew faces. */
  public static Provenance ofMerged(String model, String run, long iteration) {
    return new Provenance(COMPOSITE, model, run, iteration);
  }

  /** What is said to people, such as {@code Faces drawn by the model ..., run ..., iteration 5}. */
  public String words() {
    return "Faces drawn by the model "
        + model
        + ", run "
        + run
        + (iteration < 0 ? "" : ", iteration " + iteration);
  }

  /**
   * Returns it as an XMP packet: IPTC's {@code DigitalSourceType}, a description in words for
   * viewers that know nothing else, and model, run and iteration each by itself.
   */
  public String xmp() {
    return String.format(
        Locale.ROOT,
        """
        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about=""
                xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                xmlns:saehdbw="%s">
              <Iptc4xmpExt:DigitalSourceType>%s</Iptc4xmpExt:DigitalSourceType>
              <dc:description>
                <rdf:Alt>
                  <rdf:li xml:lang="x-default">%s</rdf:li>
                </rdf:Alt>
              </dc:description>
              <xmp:CreatorTool>SAEHDBW Workbench</xmp:CreatorTool>
              <saehdbw:model>%s</saehdbw:model>
              <saehdbw:run>%s</saehdbw:run>
              <saehdbw:iteration>%d</saehdbw:iteration>
            </rdf:Description>
          </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """,
        NAMESPACE,
        escaped(source),
        escaped(words()),
        escaped(model),
        escaped(run),
        iteration);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * Returns it as tags of a film's container. Containers that keep only the tags that they know
   * have it in the comment.
   */
  public Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(TAG, source);
    tags.put(MODEL, model);
    tags.put(RUN, run);
    tags.put(ITERATION, String.valueOf(iteration));
    tags.put(COMMENT, words() + "; " + TAG + " " + source);
    return tags;
  }

  /** Reads the tags of a film; empty names where they do not say. */
  static Optional<Provenance> of(Map<String, String> tags) {
    Map<String, String> lower = new LinkedHashMap<>();
    tags.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    String source = lower.getOrDefault(TAG, "");
    String comment = lower.getOrDefault(COMMENT, "");
    int at = comment.indexOf(TAG + " " + TYPES);
    if (source.isEmpty() && at >= 0) {
      source = comment.substring(at + TAG.length() + 1).split("[\\s;]", 2)[0];
    }
    if (source.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Provenance(
            source,
            lower.getOrDefault(MODEL, ""),
            lower.getOrDefault(RUN, ""),
            number(lower.getOrDefault(ITERATION, ""))));
  }

  static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }
}
