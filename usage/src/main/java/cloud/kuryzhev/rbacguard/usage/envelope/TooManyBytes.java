package cloud.kuryzhev.rbacguard.usage.envelope;

import java.io.IOException;

/** There are more bytes than are accepted in one piece. */
public final class TooManyBytes extends IOException {

    /** Without a count: the rest was not read. */
    public TooManyBytes() {
        super("more bytes than are accepted in one piece");
    }
}
