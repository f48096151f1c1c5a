package org.saehdbw.provenance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads an XMP packet. Programs that store it again write properties as elements, as attributes or
 * as resources; all three are read.
 */
final class XmpPacket {
  private static final String IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

  private XmpPacket() {}

  /** Returns what a packet says; empty where it has no digital source type, or is no XML. */
  static Optional<Provenance> read(String packet) {
    Document document;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      document =
          builder.parse(new ByteArrayInputStream(packet.strip().getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      return Optional.empty();
    }
    String source = property(document, IPTC, "DigitalSourceType");
    return source.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Provenance(
                source,
                property(document, Provenance.NAMESPACE, "model"),
                property(document, Provenance.NAMESPACE, "run"),
                Provenance.number(property(document, Provenance.NAMESPACE, "iteration"))));
  }

  private static String property(Document document, String namespace, String name) {
    NodeList elements = document.getElementsByTagNameNS(namespace, name);
    if (elements.getLength() > 0 && elements.item(0) instanceof Element element) {
      String resource = element.getAttributeNS(RDF, "resource");
      return resource.isEmpty() ? element.getTextContent().strip() : resource;
    }
    NodeList descriptions = document.getElementsByTagNameNS(RDF, "Description");
    for (int i = 0; i < descriptions.getLength(); i++) {
      if (descriptions.item(i) instanceof Element element
          && element.hasAttributeNS(namespace, name)) {
        return element.getAttributeNS(namespace, name).strip();
      }
    }
    return "";
  }
}
