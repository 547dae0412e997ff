/** Says how the dropout of a network differs, by its {@link dropoutsOf} and that of the right one. */
export const otherDropout = (right: string, yours: string) => ({
  id: 'other-dropout',
  says: {
    en: `Dropout is in other places than in the table, or has another rate. Counting the layers that have weights, each rate should stand behind layer: ${right || 'none'}. Yours: ${yours || 'none'}.`,
    zh: `dropout 的位置或丢弃率与表中不同。只数有权重的层，丢弃率和它前面那一层的序号应为：${right || '没有'}。你的是：${yours || '没有'}。`,
  },
});
