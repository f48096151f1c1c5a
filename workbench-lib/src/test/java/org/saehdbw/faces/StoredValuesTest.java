package org.saehdbw.faces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.testing.FacesetFixtures;

/** Every value of every stored face file as it stands there: arrays with their types and shapes. */
class StoredValuesTest {
  static List<JsonNode> faces() throws IOException {
    return DflJpegTest.faces();
  }

  @ParameterizedTest
  @MethodSource("faces")
  void comeOutAsTheyWereStored(JsonNode wanted) throws Exception {
    DflJpeg jpeg = DflJpeg.read(FacesetFixtures.path("dflimg/" + wanted.get("file").asText()));
    List<String> keys = new ArrayList<>();
    wanted.get("metadata").fieldNames().forEachRemaining(keys::add);
    assertThat(jpeg.dictionary().keySet()).containsExactlyElementsOf(keys);
    assertSame(wanted.get("metadata"), jpeg.dictionary(), "");
    // And so they stay where they are written again.
    DflJpeg again = jpeg.withDictionary(jpeg.dictionary());
    assertSame(wanted.get("metadata"), again.dictionary(), "");
  }

  private static void assertSame(JsonNode wanted, Object found, String path) throws Exception {
    if (wanted.path("kind").asText().equals("ndarray")) {
      assertSameArray(wanted, (NumpyArray) found, path);
    } else if (wanted.isObject()) {
      Map<?, ?> map = (Map<?, ?>) found;
      assertThat(map.size()).as(path).isEqualTo(wanted.size());
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        assertSame(field.getValue(), map.get(field.getKey()), path + "/" + field.getKey());
      }
    } else if (wanted.isArray()) {
      List<?> list = found instanceof PickleTuple tuple ? tuple.items() : (List<?>) found;
      assertThat(list).as(path).hasSameSizeAs(wanted);
      for (int i = 0; i < list.size(); i++) {
        assertSame(wanted.get(i), list.get(i), path + "/" + i);
      }
    } else if (wanted.isNumber()) {
      assertThat(((Number) found).doubleValue()).as(path).isEqualTo(wanted.asDouble());
    } else {
      assertThat(found).as(path).isEqualTo(wanted.asText());
    }
  }

  private static void assertSameArray(JsonNode wanted, NumpyArray found, String path)
      throws NoSuchAlgorithmException {
    assertThat(found.dtype()).as(path).isEqualTo(wanted.get("dtype").asText().substring(1));
    List<Integer> shape = new ArrayList<>();
    wanted.get("shape").forEach(axis -> shape.add(axis.asInt()));
    assertThat(found.shape()).as(path).isEqualTo(shape);
    if (wanted.has("bytes_sha256")) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(found.data());
      assertThat(HexFormat.of().formatHex(hash)).isEqualTo(wanted.get("bytes_sha256").asText());
    } else {
      List<Double> values = new ArrayList<>();
      flatten(wanted.get("values"), values);
      assertThat(found.toDoubles())
          .as(path)
          .isEqualTo(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  private static void flatten(JsonNode node, List<Double> values) {
    if (node.isArray()) {
      node.forEach(item -> flatten(item, values));
    } else {
      values.add(node.asDouble());
    }
  }
}
