package org.saehdbw.notebooks;

import java.util.Locale;
import java.util.stream.Collectors;
import org.saehdbw.reports.Markup;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A piece of HTML for a notebook page.
 *
 * @param text the markup; all text from outside is escaped in it
 */
public record Html(String text) {
  private static final int SIGNIFICANT = 4;
  private static final String CELL = "padding:4px 12px;border-bottom:1px solid #e1e1e1;text-align:";

  /** Returns a paragraph of plain text. */
  public static Html paragraph(String text) {
    return new Html("<p style=\"margin:4px 0\">" + Markup.escape(text) + "</p>");
  }

  /** Returns a table with its name above, numbers to the right with four digits that count. */
  public static Html of(Table table) {
    String head =
        table.columns().stream()
            .map(column -> cell("th", column, column.name()))
            .collect(Collectors.joining());
    StringBuilder body = new StringBuilder();
    for (int row = 0; row < table.rowCount(); row++) {
      body.append("<tr>");
      for (Column<?> column : table.columns()) {
        body.append(cell("td", column, text(column, row)));
      }
      body.append("</tr>");
    }
    return new Html(
        "<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;margin:4px"
            + " 0\"><caption"
            + " style=\"text-align:left;font-weight:bold;white-space:nowrap;padding:4px 12px\">"
            + Markup.escape(table.name())
            + "</caption><thead><tr>"
            + head
            + "</tr></thead><tbody>"
            + body
            + "</tbody></table></div>");
  }

  /** Returns the words without markup, for pages that show no HTML. */
  @Override
  public String toString() {
    return text.replaceAll("</(th|td)>", "  ")
        .replaceAll("</(tr|caption|p)>", "\n")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .strip();
  }

  private static String cell(String tag, Column<?> column, String text) {
    String align = column instanceof NumericColumn ? "right" : "left";
    return "<" + tag + " style=\"" + CELL + align + "\">" + Markup.escape(text) + "</" + tag + ">";
  }

  private static String text(Column<?> column, int row) {
    Object value = column.get(row);
    if (column.isMissing(row) || value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    return value instanceof Number count
        ? String.format(Locale.ROOT, "%,d", count.longValue())
        : value.toString();
  }

  /** Returns a number with four digits that count and no exponent between 0.0001 and a billion. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    if (size < 1e-4 || size >= 1e9 || Double.isInfinite(value)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = Math.max(0, SIGNIFICANT - 1 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
