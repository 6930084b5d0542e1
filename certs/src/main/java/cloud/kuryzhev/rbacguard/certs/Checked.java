package cloud.kuryzhev.rbacguard.certs;

import java.util.function.Function;

/** What came of a look at bytes that anybody may have written. */
public sealed interface Checked<T> {

    /** It is what it should be. */
    record Good<T>(T value) implements Checked<T> {}

    /**
     * It is not.
     *
     * @param why one line, without any of the input in it: a key must not leak into a log
     */
    record Bad<T>(String why) implements Checked<T> {}

    /** The next look, unless one has failed already. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return switch (this) {
            case Good<T>(T value) -> next.apply(value);
            case Bad<T>(String why) -> new Bad<>(why);
        };
    }
}
