package cloud.kuryzhev.rbacguard.demo;

import java.nio.file.Path;

/** The JDK that runs the demo, for what the demo starts. */
final class Java {

    static final String COMMAND =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Java() {}
}
