package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A cluster in which the controller runs, for all tests of one class. */
@WithControlPlane
abstract class GuardedCluster {

    static Installation cluster;
    static Guard guard;

    @BeforeAll
    static void start(ControlPlane plane, @TempDir Path directory) throws InterruptedException {
        cluster = Installation.in(plane);
        guard = Guard.start(cluster, directory);
    }

    @AfterAll
    static void stop() {
        guard.close();
    }
}
