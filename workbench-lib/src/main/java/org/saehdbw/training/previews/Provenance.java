package org.saehdbw.training.previews;

import java.util.Locale;

/**
 * What a picture of drawn faces says about where it came from.
 *
 * @param model the model's short name
 * @param run the run folder's name
 * @param iteration the iteration after which the faces were drawn
 */
public record Provenance(String model, String run, long iteration) {
  /** The entry of IPTC's list of digital source types for what a trained model made. */
  public static final String TRAINED_ALGORITHMIC_MEDIA =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

  /** The namespace of the properties that no standard has: model, run and iteration. */
  public static final String NAMESPACE = "urn:saehdbw:provenance#";

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
                  <rdf:li xml:lang="x-default">Faces drawn by the model %3$s, run %4$s, iteration %5$d</rdf:li>
                </rdf:Alt>
              </dc:description>
              <xmp:CreatorTool>SAEHDBW Workbench</xmp:CreatorTool>
              <saehdbw:model>%3$s</saehdbw:model>
              <saehdbw:run>%4$s</saehdbw:run>
              <saehdbw:iteration>%5$d</saehdbw:iteration>
            </rdf:Description>
          </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """,
        NAMESPACE,
        TRAINED_ALGORITHMIC_MEDIA,
        escaped(model),
        escaped(run),
        iteration);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
