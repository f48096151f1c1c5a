package org.saehdbw.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * YAML text to a tree: one document, at most eight levels deep, without aliases, every key once.
 * Jackson reads an alias {@code *a} as the word {@code a}, so aliases are refused.
 */
final class YamlText {
  private static final int DEEPEST = 8;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private YamlText() {}

  /**
   * Reads a tree.
   *
   * @param origin the text's name for messages
   * @throws SettingsException if it is not YAML, or leaves a limit
   */
  static JsonNode parse(String yaml, String origin) throws SettingsException {
    try {
      requireOneDocument(yaml, origin);
      return MAPPER.readTree(yaml);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new SettingsException("not YAML: " + what + " (" + origin + where + ")", e);
    }
  }

  private static void requireOneDocument(String yaml, String origin)
      throws SettingsException, JsonProcessingException {
    try (YAMLParser parser = MAPPER.getFactory().createParser(yaml)) {
      int depth = 0;
      boolean ended = false;
      while (parser.nextToken() != null) {
        String where = " (" + origin + ", line " + parser.currentTokenLocation().getLineNr() + ")";
        if (parser.isCurrentAlias()) {
          throw new SettingsException(
              "aliases are not supported: write the value in the place of *"
                  + parser.getText()
                  + where);
        }
        if (ended) {
          throw new SettingsException("must be one YAML document, got a second one" + where);
        }
        depth += parser.currentToken().isStructStart() ? 1 : 0;
        if (depth > DEEPEST) {
          throw new SettingsException(
              "records and lists must be nested at most " + DEEPEST + " deep" + where);
        }
        depth -= parser.currentToken().isStructEnd() ? 1 : 0;
        ended = depth == 0;
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("text in memory cannot fail to be read", e);
    }
  }

  /**
   * Returns a list as plain Java values.
   *
   * @param yaml a list that was read before
   */
  static List<?> list(String yaml) {
    try {
      return MAPPER.readValue(yaml, List.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("must be a list, got " + yaml, e);
    }
  }

  /** Numbers as people write them: 0.0001 for 1.0E-4. */
  static String text(JsonNode value) {
    if (value.isFloatingPointNumber() && Double.isFinite(value.doubleValue())) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      return number.toPlainString();
    }
    return value.isNull() ? "" : value.asText().strip();
  }
}
