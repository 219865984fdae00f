"""Rules about the thing: does it allow the act now? Each with the sentence that says why not."""
