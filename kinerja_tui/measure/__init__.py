"""Pure arithmetic over the records: achievement, means, composites, grades, budget, efficiency."""
