import { setBackend } from '@tensorflow/tfjs-core';
import { type Engine, EngineUnavailable, type OpenEngine } from './engine.js';
import type { DeviceErrorCode } from './errors.js';
import { firstLine } from './optionalPackage.js';
import { findMistake } from './verify.js';

/** An engine that runs and computes right, and is now TF.js's backend. */
export interface Started {
  readonly ok: true;
  readonly open: OpenEngine;
}
/** An engine that does not run here or computes wrong. */
export interface Refused {
  readonly ok: false;
  readonly code: DeviceErrorCode;
  readonly reason: string;
  /** The command that would bring it, where one would. */
  readonly install?: string;
}

/** Opens an engine, makes it TF.js's backend and checks that it computes right. Never throws. */
export async function start(engine: Engine): Promise<Started | Refused> {
  try {
    const open = await engine.open();
    if (!(await setBackend(open.backend))) return unavailable(engine, 'it did not start');
    const mistake = await findMistake();
    return mistake ? { ok: false, code: 'wrong', reason: mistake } : { ok: true, open };
  } catch (error) {
    return unavailable(engine, firstLine(error), error instanceof EngineUnavailable && error.installHelps);
  }
}

function unavailable(engine: Engine, reason: string, installHelps = false): Refused {
  const refused: Refused = { ok: false, code: 'unavailable', reason };
  return installHelps && engine.install ? { ...refused, install: engine.install } : refused;
}
