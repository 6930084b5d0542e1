package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import java.nio.ByteBuffer;

/** The next thing in a log. */
sealed interface Line {

    /** A complete line; the bytes are good until the next one is read. */
    record Text(ByteBuffer bytes) implements Line {}

    /** A complete line over the bound, not kept. */
    record TooLong() implements Line {}

    /** The beginning of a line, at the end of a file that nobody writes any more. */
    record CutOff() implements Line {}

    /** Lines are missing before the next one. */
    record Gap(GapCause cause) implements Line {}

    /** Nothing yet. */
    record None() implements Line {}
}
