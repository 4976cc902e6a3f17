// The list of all metrics.
export const data = { permalink: "index.html" };

export function render({ metrics }) {
  const links = metrics.map(({ metric, title }) => `<li><a href="${metric}/">${title}</a>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Metrics</title><ul>${links.join("\n")}</ul></html>`;
}
