// The icons of the buttons: lines on a square of 20, drawn for this editor.
const FRAME = "M3.5 4h13v12h-13z";
const PATHS = {
  h2: "M3 4.5v11M9.5 4.5v11M3 10h6.5M12.5 10.2a2.3 2.3 0 1 1 4 1.6l-4 3.7h4.5",
  h3: "M3 4.5v11M9.5 4.5v11M3 10h6.5M12.7 8.5h4l-2.3 2.6a2.2 2.2 0 1 1-2 3.4",
  quote: "M8.5 5.5C5.5 6.5 4 8.5 4 12v2.5h4.5V10.5H4.2M16.5 5.5C13.5 6.5 12 8.5 12 12v2.5h4.5V10.5H12.2",
  strong: "M6 4h4.7a2.9 2.9 0 0 1 0 5.8H6zM6 9.8h5.4a3.1 3.1 0 0 1 0 6.2H6z",
  em: "M8.5 4H15M5 16h6.5M12 4 8 16",
  bullets: "M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01",
  numbers: "M9 5h8M9 10h8M9 15h8M3 4l1.5-.7V8.5M2.8 12.5a1.4 1.4 0 1 1 2.5.9L2.8 16.5h2.9",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 1 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 1 0 4.3 4.3l1-1",
  unlink: "M12.8 11.5l3-3a3 3 0 1 0-4.3-4.3l-1 1M7.2 8.5l-3 3a3 3 0 1 0 4.3 4.3l1-1M3 3l14 14",
  table: `${FRAME}M3.5 8h13M3.5 12h13M10 4v12`,
  row: "M3.5 3.5h13v6h-13zM10 3.5v6M10 12v6M7 15h6",
  column: "M3.5 3.5h6v13h-6zM3.5 10h6M12 10h6M15 7v6",
  dropRow: "M3.5 3.5h13v6h-13zM10 3.5v6M7 15h6",
  dropColumn: "M3.5 3.5h6v13h-6zM3.5 10h6M12 10h6",
  dropTable: `${FRAME}M7.5 7.5l5 5M12.5 7.5l-5 5`,
  undo: "M7 4 3.5 7.5 7 11M3.5 7.5h8a4.5 4.5 0 0 1 0 9H8",
  redo: "M13 4l3.5 3.5L13 11M16.5 7.5h-8a4.5 4.5 0 0 0 0 9H12",
};
const SVG = "http://www.w3.org/2000/svg";

/** Return the icon of a tool, which says nothing by itself: its button has the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 20 20",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  }))
    svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
