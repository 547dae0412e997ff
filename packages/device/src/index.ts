export { type DeviceName, deviceNames, type EngineKind } from './engine.js';
export { DeviceError, type DeviceErrorCode } from './errors.js';
export { type ListedDevice, listDevices } from './listDevices.js';
export { type Device, type DeviceChoice, type RejectedDevice, useDevice } from './useDevice.js';
