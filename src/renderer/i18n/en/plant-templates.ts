/** Words of product templates for the stations of a plant. */
export const plantTemplates = {
  publish: 'Publish as a template in the plant',
  withdraw: 'Withdraw the template from the plant',
  published: '{name} is a template of the plant: area, causes and settings, without images and models',
  withdrawn: '{name} is no template of the plant any more',
  open: 'From a template of the plant …',
  title: 'Product from a template of the plant',
  template: 'Template',
  from: '{name}, of {station}',
  station: 'station {station}',
  name: 'Name here',
  help: 'Area, causes, alarm and cost of an escape come along, and the recipe where its number is free. Images and models do not.',
  take: 'Make the product',
  taken: '{name} is made from the template',
  numberTaken: '{name} is made from the template, without the recipe: its number or code is taken here',
};
