export { type DeviceName, deviceNames, type EngineKind } from './engine.js';
export { DeviceError, type DeviceErrorCode } from './errors.js';
export { type AvailableDevice, type ListedDevice, listDevices, type MissingDevice } from './listDevices.js';
export { type Device, type DeviceChoice, type RejectedDevice, useDevice } from './useDevice.js';
