package cloud.kuryzhev.rbacguard.cli.state;

/** An API server, asked by paths. */
public interface Api {

    /** What is at {@code path}, such as {@code /version}. */
    Answer get(String path);

    /** Posts {@code body}, an object in JSON, to {@code path}. */
    Answer create(String path, String body);
}
