package org.saehdbw.onnx;

/** The attributes of nodes: ONNX's messages {@code AttributeProto}. */
final class OnnxAttribute {
  private static final int NAME = 1;
  private static final int FLOAT = 2;
  private static final int INT = 3;
  private static final int STRING = 4;
  private static final int INTS = 8;
  private static final int TYPE = 20;
  private static final int IS_FLOAT = 1;
  private static final int IS_INT = 2;
  private static final int IS_STRING = 3;
  private static final int IS_INTS = 7;

  private OnnxAttribute() {}

  static ProtoMessage number(String name, long value) {
    return new ProtoMessage().text(NAME, name).number(INT, value).number(TYPE, IS_INT);
  }

  static ProtoMessage numbers(String name, long... values) {
    ProtoMessage attribute = new ProtoMessage().text(NAME, name);
    for (long value : values) {
      attribute.number(INTS, value);
    }
    return attribute.number(TYPE, IS_INTS);
  }

  static ProtoMessage decimal(String name, double value) {
    return new ProtoMessage().text(NAME, name).decimal(FLOAT, (float) value).number(TYPE, IS_FLOAT);
  }

  static ProtoMessage text(String name, String value) {
    return new ProtoMessage().text(NAME, name).text(STRING, value).number(TYPE, IS_STRING);
  }
}
