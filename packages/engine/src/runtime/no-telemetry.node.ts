/**
 * Imported before ONNX Runtime, whose binary would otherwise keep a device id and a database of events in the user's
 * home folder and send them to its makers. Nothing of a user's work leaves the machine unasked.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
