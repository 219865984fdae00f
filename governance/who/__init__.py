"""Rules about people: who may, who decides, who is told, who sees what."""
