package org.saehdbw.charts.vectors;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/** A drawing as a PDF file of one page, with the letters that it uses embedded. */
public final class PdfFile {
  private static final int MOST_IN_A_SEGMENT = 6;
  private static final float FULL = 255;

  private final PDPageContentStream page;
  private final PDFont font;

  /** From the drawing's corner, the upper left one, to PDF's, the lower left one. */
  private final AffineTransform flip;

  private final Map<Float, PDExtendedGraphicsState> states = new HashMap<>();
  private float alpha = 1;

  private PdfFile(PDPageContentStream page, PDFont font, double height) {
    this.page = page;
    this.font = font;
    this.flip = new AffineTransform(1, 0, 0, -1, 0, height);
  }

  /**
   * Returns the bytes of the file.
   *
   * @param drawing whose unit is a point, 1/72 inch
   * @throws IOException if the file cannot be built
   */
  public static byte[] of(Drawing drawing) throws IOException {
    try (PDDocument document = new PDDocument();
        InputStream letters = ChartFont.open()) {
      document.getDocumentInformation().setTitle(drawing.title());
      document.getDocumentInformation().setCreator("SAEHDBW Workbench");
      // Otherwise drawn from the time: the same figure would not have the same bytes.
      document.setDocumentId(1L);
      PDPage page = new PDPage(new PDRectangle((float) drawing.width(), (float) drawing.height()));
      document.addPage(page);
      PDFont font = PDType0Font.load(document, letters, true);
      try (PDPageContentStream stream = new PDPageContentStream(document, page)) {
        PdfFile file = new PdfFile(stream, font, drawing.height());
        for (Mark mark : drawing.marks()) {
          file.add(mark);
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private void add(Mark mark) throws IOException {
    Shape clip = mark.clip();
    if (clip != null) {
      page.saveGraphicsState();
      path(clip);
      page.clip();
    }
    float before = alpha;
    alpha(mark.colour().getAlpha() / FULL);
    if (mark instanceof Mark.Filled filled) {
      fillColour(filled.colour());
      path(filled.shape());
      if (filled.shape().getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD) {
        page.fillEvenOdd();
      } else {
        page.fill();
      }
    } else if (mark instanceof Mark.Stroked stroked) {
      strokeColour(stroked.colour());
      stroke(stroked.stroke());
      path(stroked.shape());
      page.stroke();
    } else if (mark instanceof Mark.Words words) {
      words(words);
    }
    if (clip != null) {
      page.restoreGraphicsState();
      alpha = before;
    }
  }

  private void words(Mark.Words words) throws IOException {
    AffineTransform place = new AffineTransform(flip);
    place.concatenate(words.place());
    place.scale(1, -1);
    fillColour(words.colour());
    page.beginText();
    page.setFont(font, (float) words.size());
    page.setTextMatrix(new Matrix(place));
    page.showText(words.text());
    page.endText();
  }

  private void alpha(float wanted) throws IOException {
    if (wanted != alpha) {
      page.setGraphicsStateParameters(states.computeIfAbsent(wanted, PdfFile::state));
      alpha = wanted;
    }
  }

  private static PDExtendedGraphicsState state(float alpha) {
    PDExtendedGraphicsState state = new PDExtendedGraphicsState();
    state.setNonStrokingAlphaConstant(alpha);
    state.setStrokingAlphaConstant(alpha);
    return state;
  }

  /** Grays are written as such: journals that print in gray ask for it. */
  private void fillColour(Color colour) throws IOException {
    if (isGray(colour)) {
      page.setNonStrokingColor(colour.getRed() / FULL);
    } else {
      page.setNonStrokingColor(colour);
    }
  }

  private void strokeColour(Color colour) throws IOException {
    if (isGray(colour)) {
      page.setStrokingColor(colour.getRed() / FULL);
    } else {
      page.setStrokingColor(colour);
    }
  }

  private static boolean isGray(Color colour) {
    return colour.getRed() == colour.getGreen() && colour.getGreen() == colour.getBlue();
  }

  private void stroke(BasicStroke stroke) throws IOException {
    page.setLineWidth(stroke.getLineWidth());
    page.setLineCapStyle(stroke.getEndCap());
    page.setLineJoinStyle(stroke.getLineJoin());
    page.setLineDashPattern(
        stroke.getDashArray() == null ? new float[0] : stroke.getDashArray(),
        stroke.getDashPhase());
  }

  private void path(Shape shape) throws IOException {
    float[] at = new float[MOST_IN_A_SEGMENT];
    float x = 0;
    float y = 0;
    for (PathIterator path = shape.getPathIterator(flip); !path.isDone(); path.next()) {
      int kind = path.currentSegment(at);
      switch (kind) {
        case PathIterator.SEG_MOVETO -> page.moveTo(at[0], at[1]);
        case PathIterator.SEG_LINETO -> page.lineTo(at[0], at[1]);
        // PDF has no curves of second degree: the same curve, one degree higher.
        case PathIterator.SEG_QUADTO ->
            page.curveTo(
                (x + 2 * at[0]) / 3,
                (y + 2 * at[1]) / 3,
                (at[2] + 2 * at[0]) / 3,
                (at[3] + 2 * at[1]) / 3,
                at[2],
                at[3]);
        case PathIterator.SEG_CUBICTO -> page.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
        default -> page.closePath();
      }
      int numbers = PathText.NUMBERS[kind];
      if (numbers > 0) {
        x = at[numbers - 2];
        y = at[numbers - 1];
      }
    }
  }
}
