// One page for each metric.
export const data = {
  pagination: { data: "metrics", size: 1, alias: "metric" },
  permalink: ({ metric }) => `${metric.metric}/`,
};

export async function render({ metric }) {
  const rows = metric.rows.map(({ area, year, value }) => `<tr><td>${area}<td>${year}<td>${value ?? ""}`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${metric.title}</title>
<h1>${metric.title}</h1><p>${metric.description}</p>${await this.drawn(metric)}
<p><a href="figures.csv">All figures</a></p>
<table><tr><th>Area<th>Year<th>Value${rows.join("\n")}</table></html>`;
}
