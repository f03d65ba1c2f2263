export const explanation = {
  views: {
    label: 'What lies over the picture',
    map: 'Map',
    error: 'Error e',
    uncertainty: 'Uncertainty v',
    distance: 'Distance d',
  },
  hints: {
    map: 'The map that judged the part: the sum of the others.',
    error: 'How far the students miss what the teacher says of a place.',
    uncertainty: 'How far the students disagree about a place.',
    distance: 'How far a place is from the most similar one in the memory of good parts.',
  },
  scale: 'Fixed scale, in the units of the map: colour begins at half of T1.',
  missing: {
    error: 'This model has no students, so that nobody can err: its map is the distance to its memory alone.',
    uncertainty:
      'Uncertainty is no part of this map: the model has no students, a single one that has nobody to disagree with, or does not count it.',
    distance: 'This model has no memory: its map comes from its students alone.',
  },
  picker: 'Read values in the picture: arrow keys move the place, with Shift by eight, Escape lets it go',
  pick: 'Point at or tap a place, or use the arrow keys, to read its values.',
  whole: 'map {value}',
  outside: 'Outside the inspected area',
  busy: 'Taking the map apart …',
};
