package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@WithControlPlane
class ControlPlaneIT {

    private final ControlPlane cluster;

    ControlPlaneIT(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @Test
    void kubectlAndServerAreOfTheSameVersion() throws InterruptedException {
        Kubectl.Result version = cluster.admin().kubectl().run("version");

        assertThat(version.exitCode()).as(version.stderr()).isZero();
        assertThat(version.stdout()).contains("Client Version: v1.", "Server Version: v1.");
    }

    @Test
    void theDeveloperIsRefusedByName() throws InterruptedException {
        Kubectl.Result refused = cluster.developer().kubectl().run("get", "pods", "-n", "default");

        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.stderr()).contains("User \"developer\" cannot list resource \"pods\"");
    }
}
