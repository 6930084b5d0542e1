package cloud.kuryzhev.rbacguard.usage.envelope;

import java.nio.ByteBuffer;

/**
 * A record as it stands in its stream.
 *
 * @param bytes good until the next one
 * @param line where it begins in the unpacked stream, from 1; of a record in a payload, where the payload does
 * @param column in bytes, from 1
 */
record Excerpt(ByteBuffer bytes, long line, long column) {}
