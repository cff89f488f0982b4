/** Confirming people, and what goes with it. */
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import type { Ports } from './ports';

export function unlockMaterial(
  _ports: Ports,
  _request: RequestOf<'unlockMaterial'>,
): Promise<Answers['unlockMaterial']> {
  return Promise.reject(new Error('not built'));
}
export function publicKeys(_ports: Ports, _request: RequestOf<'publicKeys'>): Promise<Answers['publicKeys']> {
  return Promise.reject(new Error('not built'));
}
export function confirm(_ports: Ports, _request: RequestOf<'confirm'>): Promise<Answers['confirm']> {
  return Promise.reject(new Error('not built'));
}
export function lookAgain(_ports: Ports, _request: RequestOf<'lookAgain'>): Promise<Answers['lookAgain']> {
  return Promise.reject(new Error('not built'));
}
export function noteMismatch(_ports: Ports, _request: RequestOf<'noteMismatch'>): Promise<undefined> {
  return Promise.reject(new Error('not built'));
}
export function eraseActivity(_ports: Ports): Promise<undefined> {
  return Promise.reject(new Error('not built'));
}
