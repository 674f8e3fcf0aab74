"""Any gradient of a network as symbol, as number and checked: the only room that knows both engines."""
