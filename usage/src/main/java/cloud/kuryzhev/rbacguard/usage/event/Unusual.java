package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;

/** What {@link QuickFields} leaves to the parser that knows everything. */
final class Unusual extends IOException {

    Unusual() {
        super("not of the plainest kind");
    }

    /** None: it may come with every line. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
