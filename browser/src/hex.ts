/** Bytes and hashes as lower-case hexadecimal. */

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const sha256Hex = async (bytes: BufferSource): Promise<string> => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
