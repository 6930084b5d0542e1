package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;

/** What {@link QuickFields} leaves to the parser that knows everything. */
final class Unusual extends IOException {

    /** Without a trace of its own: it may come with every line. */
    static final Unusual JSON = new Unusual();

    private Unusual() {
        super("not of the plainest kind");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
