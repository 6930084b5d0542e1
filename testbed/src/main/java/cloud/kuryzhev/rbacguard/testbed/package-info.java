/** A real control plane of etcd, kube-apiserver and kube-controller-manager, for tests, the demo and benchmarks. */
@NullMarked
package cloud.kuryzhev.rbacguard.testbed;

import org.jspecify.annotations.NullMarked;
