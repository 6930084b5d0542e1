# What a person types; `make help` lists it. Works with GNU make 3.81 and later, as macOS has it.

MODULES := policy kube usage certs cli admission pages drift-controller testbed demo
# Folders as well as files, so that a deleted file counts as a change.
SOURCES := pom.xml $(shell find $(MODULES) -name pom.xml -o -path '*/src/main/*' | grep -v /target/)
BUILT := demo/target/.built
SERVICE := admission/target/app/admission.aot
SHIPPED := cli/target/rbac-guard.jar admission/target/admission-exec.jar drift-controller/target/drift-controller-exec.jar \
	$(patsubst %,%/target/sbom.json,cli admission drift-controller)
STAGE := images/target/stage
IMAGES = -cp "images/target/classes:$$(cat images/target/classpath)" cloud.kuryzhev.rbacguard.images
JDK := JAVA_HOME="$$(.mvn/find-jdk)" || exit 2; export JAVA_HOME
MAVEN := $(JDK); ./mvnw -B --no-transfer-progress
# One target for each process, and each module's tests have a process of their own.
FUZZ := 'AdmissionCodecFuzzTest,PolicyReaderFuzzTest,AuditLineFuzzTest\#everyLine*' 'AuditLineFuzzTest\#everyReason*'
# What it says on the way is long, and of interest only where something was found.
FUZZING = mkdir -p target; for targets in $(FUZZ); do \
	echo "rbac-guard: fuzzing $$targets for $(TIME) each, see target/fuzz.log"; \
	(export JAZZER_FUZZ=1 JAZZER_MAX_DURATION=$(TIME); $(MAVEN) -q -pl kube,policy,usage -am test -Dtest="$$targets" \
		-Dsurefire.failIfNoSpecifiedTests=false -Dtest.reruns=0) >target/fuzz.log 2>&1 || { tail -n 60 target/fuzz.log; exit 1; }; \
done
JMH := -f 2 -wi 5 -i 5 -w 2 -r 2
DEMO := $(JDK); exec "$$JAVA_HOME/bin/java" -jar demo/target/demo.jar

# make's own flags are not for the programs it starts, and each step needs the one before it.
unexport MAKEFLAGS MFLAGS
.NOTPARALLEL:
.PHONY: help service demo run test fuzz load mutation reproducible bench bench-core bench-usage bench-intake bench-drift bench-pages bench-cli corpus format clean jdk control-plane promtool helm chromium build
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: steps = 3
demo: jdk control-plane build ## The main job, end to end, on a real control plane; not 0 if a step differs
	@echo "rbac-guard: [3/3] the demo"
	@$(DEMO)

run: steps = 3
run: jdk control-plane build ## The same, kept up until Ctrl-C
	@echo "rbac-guard: [3/3] the demo, until Ctrl-C"
	@$(DEMO) --keep

test: steps = 3
test: TIME = 10s
test: jdk control-plane promtool helm chromium ## All tests and style gates
	@echo "rbac-guard: [2/3] compile, check, test"
	@$(JDK); .mvn/verify
	@echo "rbac-guard: [3/3] fuzz what reads what strangers wrote"
	@$(FUZZING)

fuzz: TIME = 60s
fuzz: jdk ## Look for bad input that breaks a reader, TIME=60s for each of four; what is found is kept as a test
	@$(FUZZING)

$(SERVICE): $(SOURCES)
	@$(MAVEN) -q -DskipTests -pl admission -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@echo "rbac-guard: training the admission service's AOT cache"
	@rm -rf $(@D) && $(JDK) && cd admission/target && "$$JAVA_HOME/bin/java" -Djarmode=tools -jar admission-exec.jar extract \
		--destination app --application-filename admission.jar && cp ../src/main/jvm/jvm.options app/
	@$(JDK); "$$JAVA_HOME/bin/java" -cp "admission/target/test-classes:admission/target/classes:$$(cat admission/target/classpath)" \
		cloud.kuryzhev.rbacguard.admission.training.Training $(@D)
	@touch $@

service: jdk $(SERVICE) ## The admission service as it is shipped, in admission/target/app, with its AOT cache

images: jdk ## Container images as OCI layouts for amd64 and arm64, in target/images; BASE, JAVA_BASE: <image>@sha256:<digest> to build on (images/README.md)
	@$(MAVEN) -q -DskipTests -pl images,admission,drift-controller -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@rm -rf $(STAGE) target/images && mkdir -p $(STAGE) target/images
	@$(JDK); for service in admission drift-controller; do "$$JAVA_HOME/bin/java" -Djarmode=tools -jar $$service/target/$$service-exec.jar \
		extract --destination $(STAGE)/$$service --application-filename $$service.jar || exit 1; done; \
		cp admission/src/main/jvm/jvm.options $(STAGE)/admission/
	@echo "rbac-guard: linking a Java runtime for each processor"
	@$(JDK); "$$JAVA_HOME/bin/java" $(IMAGES).Stage $(STAGE) "$(JAVA_BASE)"
	@echo "rbac-guard: training the AOT cache for it"
	@$(JDK); "$$JAVA_HOME/bin/java" -cp "admission/target/test-classes:admission/target/classes:$$(cat admission/target/classpath)" \
		cloud.kuryzhev.rbacguard.admission.training.Training $(STAGE)/admission "$$PWD/$(STAGE)/runtime"
	@$(JDK); "$$JAVA_HOME/bin/java" $(IMAGES).Images $(STAGE) target/images %s/target/sbom.json "$$(sed -n 's/^appVersion: //p' chart/Chart.yaml)" \
		"$$(git rev-parse HEAD)" "$(BASE)" "$(JAVA_BASE)"

images-test: jdk control-plane images ## Both services out of their images, without a container engine, and a denial; minutes, the other processor being emulated
	@$(MAVEN) -q -pl images -am verify -Dtest=NoUnit -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='*ImagesIT' -Dfailsafe.failIfNoSpecifiedTests=false

load: jdk control-plane ## What tests try in seconds, for as long as it was promised: about half an hour
	@$(MAVEN) -q -pl admission -am verify -Dtest=NoUnit -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test='LoadIT,HostileIT,UnderLoadIT' -Dfailsafe.failIfNoSpecifiedTests=false -Drbac-guard.load.full=true

mutation: jdk ## How many faults that are put into the core its tests notice; CLASSES=<pattern>
	@$(MAVEN) -q -pl policy -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage \
		$(if $(CLASSES),-Dmutation.classes='$(CLASSES)')

reproducible: jdk ## Build what is committed two times, in two places, and compare jars and SBOMs byte by byte
	@rm -rf target/reproducible && mkdir -p target/reproducible
	@$(JDK); for copy in one another; do \
		echo "rbac-guard: building $$copy"; mkdir target/reproducible/$$copy && \
		git archive HEAD | tar -x -C target/reproducible/$$copy && (cd target/reproducible/$$copy && \
		./mvnw -B --no-transfer-progress -q -DskipTests -pl cli,admission,drift-controller -am package >&2 && \
		sha256sum $(SHIPPED)) > target/reproducible/$$copy.sums || exit 1; \
	done
	@diff target/reproducible/one.sums target/reproducible/another.sums && cat target/reproducible/one.sums

bench: jdk control-plane service ## Webhooks side by side on one API server; BENCH=<options>, such as --help
	@for program in noop first; do \
		GOTOOLCHAIN=local CGO_ENABLED=0 GOWORK=off go build -C benchmarks/$$program -trimpath -buildvcs=false -o ../target/$$program . || exit 1; \
	done
	@$(MAVEN) -q -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
		-cp "benchmarks/target/classes:$$(cat benchmarks/target/classpath)" \
		cloud.kuryzhev.rbacguard.benchmarks.webhook.SideBySide $(BENCH)

bench-core: jdk ## How long the core thinks, by JMH; JMH=<its options>
	@$(MAVEN) -q -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); "$$JAVA_HOME/bin/java" -cp "benchmarks/target/classes:$$(cat benchmarks/target/classpath)" \
		cloud.kuryzhev.rbacguard.benchmarks.core.CoreBars $(JMH)

corpus: jdk ## Account for every audit record below CORPUS=<folder>, scan and generate from every file, compare roles with their use
	@test -n "$(CORPUS)" || { echo "rbac-guard: make corpus CORPUS=<folder of audit files and manifests>" >&2; exit 2; }
	@$(MAVEN) -q -DskipTests -pl usage,cli,drift-controller -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslf4j.internal.verbosity=ERROR \
		-cp "usage/target/test-classes:usage/target/classes:$$(cat usage/target/classpath)" \
		cloud.kuryzhev.rbacguard.usage.envelope.Corpus "$(CORPUS)"
	@$(JDK); "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslf4j.internal.verbosity=ERROR \
		-cp "cli/target/test-classes:cli/target/rbac-guard.jar" cloud.kuryzhev.rbacguard.cli.Corpus "$(CORPUS)"
	@$(JDK); "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslf4j.internal.verbosity=ERROR \
		-cp "drift-controller/target/test-classes:drift-controller/target/classes:$$(cat drift-controller/target/classpath)" \
		cloud.kuryzhev.rbacguard.drift.CorpusPairs "$(CORPUS)"

bench-usage: jdk ## Events a second, parsed and from file to store, in 256 MB on two cores
	@$(MAVEN) -q -DskipTests -pl usage -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); exec "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslf4j.internal.verbosity=ERROR \
		-Xmx256m -XX:ActiveProcessorCount=2 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
		-cp "usage/target/test-classes:usage/target/classes:$$(cat usage/target/classpath)" \
		cloud.kuryzhev.rbacguard.usage.bench.UsageBench usage/target/bench 5

bench-intake: jdk ## Events a second from Kafka and by webhook over mutual TLS, in 512 MB on two cores
	@$(MAVEN) -q -DskipTests -pl drift-controller -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); for bench in usage:usage.bench.KafkaBench drift-controller:drift.intake.WebhookBench; do \
		module=$${bench%%:*}; "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslf4j.internal.verbosity=ERROR \
			-Xmx512m -XX:ActiveProcessorCount=2 \
			-cp "$$module/target/test-classes:$$module/target/classes:$$(cat $$module/target/classpath)" \
			cloud.kuryzhev.rbacguard.$${bench#*:} usage/target/bench 5 || exit 1; \
	done

bench-drift: jdk control-plane ## Cycles of the drift controller with 50,000 bindings and a million rows of usage, in 768 MB; some minutes
	@$(MAVEN) -q -DskipTests -pl drift-controller -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); exec "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dslf4j.internal.verbosity=ERROR \
		-cp "drift-controller/target/test-classes:drift-controller/target/classes:$$(cat drift-controller/target/classpath)" \
		cloud.kuryzhev.rbacguard.drift.bench.DriftBench drift-controller/target/bench

bench-pages: jdk control-plane ## The review pages with 10,000 violations, and one of 5,000 permissions
	@$(MAVEN) -q -DskipTests -pl pages -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); cd pages && exec "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xmx768m -XX:ActiveProcessorCount=2 \
		-Dlogging.level.root=WARN -cp "target/test-classes:target/classes:$$(cat target/classpath)" \
		cloud.kuryzhev.rbacguard.pages.bench.PagesBench

bench-cli: jdk control-plane ## Seconds and memory of the command, as whole processes; CORPUS=<folder of manifests>
	@$(MAVEN) -q -DskipTests -pl usage,cli -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
	@$(JDK); "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "usage/target/test-classes:usage/target/classes:$$(cat usage/target/classpath)" \
		cloud.kuryzhev.rbacguard.usage.bench.UsageBench usage/target/bench 0; \
		"$$JAVA_HOME/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "cli/target/test-classes:cli/target/classes:$$(cat cli/target/classpath)" \
		cloud.kuryzhev.rbacguard.cli.bench.CliBench . usage/target/bench/audit.log 7 "$(CORPUS)"

format: jdk ## Format the sources
	@$(MAVEN) -q spotless:apply

clean: jdk ## Delete what was built; the control plane's cache stays
	@$(MAVEN) -q clean

jdk:
	@.mvn/find-jdk >/dev/null

control-plane:
	@echo "rbac-guard: $(if $(steps),[1/$(steps)] )control plane"
	@testbed/control-plane/build.sh >/dev/null

promtool helm:
	@testbed/control-plane/build.sh $@ >/dev/null

chromium:
	@testbed/browser/chromium.sh >/dev/null

build: $(BUILT)
	@echo "rbac-guard: [2/3] jars: up to date"

# Dated at its start: what is edited during a build is newer than it.
$(BUILT): $(SOURCES)
	@echo "rbac-guard: [2/3] jars: building$(if $(wildcard $(BUILT)),, (the first time takes minutes: Maven fetches its libraries))"
	@mkdir -p $(@D) && touch $@.begun
	@$(MAVEN) -T 2 -q -DskipTests -pl demo,admission,drift-controller -am package
	@mv $@.begun $@
