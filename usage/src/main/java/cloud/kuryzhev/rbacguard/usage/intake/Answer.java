package cloud.kuryzhev.rbacguard.usage.intake;

/** What became of one delivery. Only the first two let the sender forget it. */
public sealed interface Answer {

    /** It is durable. */
    record Stored() implements Answer {}

    /** It came before, and is durable since; or there was nothing in it. */
    record Known() implements Answer {}

    /** Too much waits to be read; it may come again. */
    record Busy() implements Answer {}

    /** It cannot be written now; it may come again. */
    record Unavailable() implements Answer {}

    /** Longer than the bound, packed or unpacked. */
    record TooLarge() implements Answer {}

    /** It did not arrive in time. */
    record TooSlow() implements Answer {}

    /** Cut off, or not one record in it can be read. */
    record Unreadable() implements Answer {}
}
