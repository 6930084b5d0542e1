package cloud.kuryzhev.rbacguard.drift.telling;

/** Who asks GitHub. */
interface GithubCredentials {

    /** For the header {@code Authorization}. */
    String authorization() throws NotTold, InterruptedException;

    /** GitHub did not take what was given last. */
    default void refused() {}

    /** A personal or fine-grained access token in a file. */
    record Token(Secret secret) implements GithubCredentials {

        @Override
        public String authorization() throws NotTold {
            return "Bearer " + secret.read();
        }
    }
}
