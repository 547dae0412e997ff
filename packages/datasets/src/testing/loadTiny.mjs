// Loads one part of a data set in a process of its own: node loadTiny.mjs '{"definition": …, "options": …}'.
import { defineDataset } from '@featuremap/datasets';

const { definition, options } = JSON.parse(process.argv[2]);
try {
  const set = await defineDataset(definition).load(options);
  console.log(JSON.stringify({ length: set.length }));
} catch (error) {
  console.log(JSON.stringify({ name: error.name, code: error.code, message: error.message }));
}
