package org.saehdbw.reports;

/**
 * The look of a health page. Every rule is below one class, so that it changes no page around it;
 * the class is named twice, so that the theme of a notebook, light or dark, does not change the
 * page.
 */
final class HealthStyle {
  static final String TEXT =
      """
      .fh{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#222;background:#fff;\
      max-width:1080px;margin:0 auto;padding:16px 20px 40px;box-sizing:border-box;overflow-wrap:break-word}
      .fh.fh{color:#222;background:#fff}
      .fh.fh h1,.fh.fh figcaption,.fh.fh li{overflow-wrap:anywhere}
      .fh.fh h1,.fh.fh h2,.fh.fh h3{color:inherit}
      .fh.fh h1{font-size:24px;line-height:1.25;margin:8px 0 4px}
      .fh.fh h2{font-size:19px;margin:32px 0 8px;border-bottom:1px solid #ddd;padding-bottom:4px}
      .fh.fh h3{font-size:16px;margin:0 0 6px;line-height:1.35}
      .fh.fh p{margin:4px 0;max-width:75ch}
      .fh.fh .lead{color:#555}
      .fh.fh code{color:inherit;background:#f1f1f1;padding:1px 5px;border-radius:3px;font-size:13px}
      .fh.fh .wide{overflow-x:auto;margin:16px 0}
      .fh.fh table{border-collapse:collapse;color:inherit;background:transparent}
      .fh.fh table thead tr:nth-child(n),.fh.fh table tbody tr:nth-child(n){color:inherit;background:transparent}
      .fh.fh th,.fh.fh td{color:inherit;background:transparent;text-align:left;padding:4px 14px 4px 0;border-bottom:1px solid #e6e6e6;vertical-align:top}
      .fh.fh tbody th{font-weight:normal;color:#555}
      .fh.fh section{border-left:5px solid #bbb;padding:10px 14px;margin:14px 0;background:#fafafa}
      .fh.fh section.mend{border-color:#d55e00}
      .fh.fh section.look{border-color:#0072b2}
      .fh.fh section.cost{border-color:#6e6e6e}
      .fh.fh .tag{display:inline-block;font-size:12px;font-weight:600;color:#fff;background:#6e6e6e;\
      border-radius:3px;padding:0 7px;margin-right:4px;vertical-align:1px}
      .fh.fh .mend .tag{background:#b84f00}
      .fh.fh .look .tag{background:#0072b2}
      .fh.fh .faces{display:grid;grid-template-columns:repeat(auto-fill,minmax(112px,1fr));gap:10px 8px;margin:10px 0}
      .fh.fh figure{margin:0}
      .fh.fh .faces img{display:block;max-width:100%;height:auto;background:#ddd}
      .fh.fh .faces figcaption{font-size:12px;line-height:1.3}
      .fh.fh .faces figcaption span{color:#666}
      .fh.fh .gone{display:block;font-size:12px;color:#666;background:#eee;padding:40px 6px;text-align:center}
      .fh.fh details{margin:6px 0;font-size:14px}
      .fh.fh summary{cursor:pointer;color:#0067a0}
      .fh.fh details ul{columns:300px;padding-left:20px;margin:6px 0}
      .fh.fh .limits ul{columns:auto}
      .fh.fh .charts{display:grid;grid-template-columns:1fr;gap:22px}
      .fh.fh .chart img{display:block;max-width:100%;height:auto}
      .fh.fh .chart figcaption{color:#555;font-size:14px;max-width:75ch}
      @media print{.fh.fh details>*{display:block}.fh.fh section{break-inside:avoid}}
      """;

  private HealthStyle() {}
}
