// One file of figures for each metric.
export const data = {
  pagination: { data: "metrics", size: 1, alias: "metric" },
  permalink: ({ metric }) => `${metric.metric}/figures.csv`,
};

export function render({ metric }) {
  return this.csv(metric.rows);
}
