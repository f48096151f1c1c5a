package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyFaceset;

class FaceLoaderTest {
  private static final SampleOptions OPTIONS =
      SampleOptions.of(64, 1, FaceType.WHOLE).with(new BatchOptions(3, 2, 2, 5));

  @TempDir private Path folder;
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  /** Drawn faces of which some cannot be read; counts what is decoded. */
  private static final class Faces implements Faceset {
    private final SyntheticFaces drawn;
    private final Set<Integer> bad = ConcurrentHashMap.newKeySet();
    private final AtomicInteger decoded = new AtomicInteger();
    private volatile boolean faulty;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Faces(int count) {
      drawn = TinyFaceset.of(count, 64);
    }

    @Override
    public String name() {
      return "faces";
    }

    @Override
    public List<FaceEntry> entries() {
      return drawn.entries();
    }

    @Override
    public List<RejectedFile> rejected() {
      return List.of();
    }

    @Override
    public String contentHash(int index) {
      return drawn.contentHash(index);
    }

    @Override
    public Picture decode(int index) throws FaceFileException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (faulty) {
        throw new OutOfMemoryError("no room for a face");
      }
      decoded.incrementAndGet();
      if (bad.contains(index)) {
        throw new FaceFileException(entries().get(index).name() + ": the JPEG is cut");
      }
      return drawn.decode(index);
    }
  }

  private static SampleOptions threads(int count, int prefetch) {
    return OPTIONS.with(OPTIONS.batch().withThreads(count).withPrefetch(prefetch));
  }

  private SampleOptions cached() {
    return OPTIONS.with(new CacheOptions(folder, 10));
  }

  private FaceLoader start(Faceset faces, SampleOptions options, long first) {
    return FaceLoader.start(
        FaceSource.all(faces), FaceSource.all(faces), options, first, warnings::add);
  }

  /** The bytes of some batches, both sides, and the names of their faces. */
  private List<Object> batches(Faceset faces, SampleOptions options, long first, int count)
      throws InterruptedException {
    List<Object> all = new ArrayList<>();
    try (FaceLoader loader = start(faces, options, first)) {
      for (int i = 0; i < count; i++) {
        Batch batch = loader.next();
        assertThat(batch.iteration()).isEqualTo(first + i);
        for (BatchSide side : List.of(batch.src(), batch.dst())) {
          all.add(side.names());
          for (FloatBuffer buffer :
              List.of(side.warped(), side.target(), side.mask(), side.eyesMouth())) {
            float[] copy = new float[buffer.remaining()];
            buffer.duplicate().get(copy);
            all.add(FloatBuffer.wrap(copy));
          }
        }
      }
    }
    return all;
  }

  @Test
  void sameBytesForAnyThreadsPrefetchCacheAndStart() throws InterruptedException {
    Faces faces = new Faces(10);
    SampleOptions cached = cached();
    List<Object> reference = batches(faces, threads(1, 1), 1, 8);
    assertThat(batches(faces, threads(3, 4), 1, 8)).isEqualTo(reference);
    assertThat(batches(faces, cached, 1, 8)).isEqualTo(reference);
    assertThat(batches(faces, cached, 1, 8)).isEqualTo(reference);
    assertThat(batches(faces, threads(0, OPTIONS.batch().prefetch()), 1, 8)).isEqualTo(reference);
    assertThat(batches(faces, OPTIONS, 6, 3)).isEqualTo(reference.subList(50, 80));
    assertThat(batches(faces, OPTIONS.with(OPTIONS.batch().withSeed(6)), 1, 8))
        .isNotEqualTo(reference);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aBadFaceIsReportedOnceAndReplacedTheSameWay() throws InterruptedException {
    Faces one = new Faces(6);
    one.bad.addAll(Set.of(2, 4));
    List<Object> reference = batches(one, threads(1, OPTIONS.batch().prefetch()), 1, 10);
    assertThat(warnings)
        .containsExactlyInAnyOrder(
            "faces: a face is left out: 000002_0.jpg: the JPEG is cut",
            "faces: a face is left out: 000004_0.jpg: the JPEG is cut");
    assertThat(reference.toString()).doesNotContain("000002_0", "000004_0");
    Faces again = new Faces(6);
    again.bad.addAll(one.bad);
    assertThat(batches(again, threads(3, OPTIONS.batch().prefetch()), 1, 10)).isEqualTo(reference);
    Faces resumed = new Faces(6);
    resumed.bad.addAll(one.bad);
    assertThat(batches(resumed, cached(), 6, 5)).isEqualTo(reference.subList(50, 100));
  }

  @Test
  void saysWhenNoFaceIsLeft() {
    Faces faces = new Faces(4);
    faces.bad.addAll(IntStream.range(0, 4).boxed().toList());
    try (FaceLoader loader = start(faces, OPTIONS, 1)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(LoaderException.class)
          .hasMessageMatching(
              "(src|dst): none of the 4 faces of faces can be read any more;"
                  + " the warnings before name them");
      assertThatThrownBy(loader::next).isInstanceOf(LoaderException.class);
    }
    assertThat(warnings).hasSize(4);
  }

  @Test
  void whatAWorkerThrowsReachesTheTrainer() {
    Faces faces = new Faces(4);
    faces.faulty = true;
    try (FaceLoader loader = start(faces, OPTIONS, 1)) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(LoaderException.class)
          .hasMessage("making samples failed: java.lang.OutOfMemoryError: no room for a face")
          .hasCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void closeEndsAWaitingNextAndAllThreads() throws InterruptedException {
    Faces faces = new Faces(4);
    faces.gate = new CountDownLatch(1);
    FaceLoader loader = start(faces, OPTIONS, 1);
    LinkedBlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                loader.next();
              } catch (LoaderException | InterruptedException e) {
                thrown.add(e);
              }
            });
    waiting.start();
    Thread closing = new Thread(loader::close);
    closing.start();
    assertThat(thrown.poll(30, TimeUnit.SECONDS))
        .isInstanceOf(LoaderException.class)
        .hasMessage("the loader was closed");
    faces.gate.countDown();
    closing.join(30_000);
    assertThat(closing.isAlive()).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("loader-"));
  }

  @Test
  void isNeverMoreThanItsPrefetchAhead() throws Exception {
    Faces faces = new Faces(50);
    SampleOptions options = threads(1, 2);
    try (FaceLoader loader = start(faces, options, 1)) {
      loader.next();
      // One in use and two ahead, three samples of two sides each; then its thread waits for room.
      Await.until("the last face", () -> faces.decoded.get() >= 3 * 3 * 2 && loaderWaits());
      assertThat(faces.decoded).hasValue(3 * 3 * 2);
    }
  }

  private static boolean loaderWaits() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("loader-"))
        .allMatch(thread -> thread.getState() == Thread.State.WAITING);
  }

  @Test
  void oneFacesetOnBothSidesIsDecodedOnce() throws InterruptedException {
    Faces faces = new Faces(6);
    batches(faces, cached().with(OPTIONS.batch().withThreads(1)), 1, 12);
    assertThat(faces.decoded).hasValue(6);
    batches(faces, cached(), 1, 12);
    assertThat(faces.decoded).as("faces decoded by a second run").hasValue(6);
  }

  @Test
  void aColourModelLeavesGrayFilesOutUnlessTold() throws InterruptedException {
    SyntheticFaces gray = SyntheticFaces.of(4).size(64).gray();
    SampleOptions colour = SampleOptions.of(64, 3, FaceType.WHOLE);
    try (FaceLoader loader = start(gray, colour, 1)) {
      assertThatThrownBy(loader::next).isInstanceOf(LoaderException.class);
    }
    assertThat(warnings)
        .contains(
            gray.name()
                + ": a face is left out: 000000_0.jpg: is gray, and a colour model takes gray"
                + " files only with allow_gray");
    try (FaceLoader loader = start(gray, colour.with(colour.picture().withGrayInColour(true)), 1)) {
      FloatBuffer target = loader.next().src().target();
      int plane = 64 * 64;
      assertThat(target.slice(0, plane))
          .isEqualTo(target.slice(plane, plane))
          .isEqualTo(target.slice(2 * plane, plane));
    }
  }

  @Test
  void plainSamplesKeepNamesWithTheirFaces() {
    Faces faces = new Faces(5);
    faces.bad.add(1);
    BatchSide plain = PlainSamples.of(FaceSource.all(faces), OPTIONS, warnings::add);
    assertThat(plain.names())
        .containsExactly("000000_0.jpg", "000002_0.jpg", "000003_0.jpg", "000004_0.jpg");
    assertThat(plain.target().remaining()).isEqualTo(4 * 64 * 64);
    assertThat(warnings).hasSize(1);
    BatchSide third = PlainSamples.of(new FaceSource(faces, List.of(3)), OPTIONS, warnings::add);
    assertThat(third.target()).isEqualTo(plain.target().slice(2 * 64 * 64, 64 * 64));
    Picture drawn = faces.drawn.decode(3).toGray();
    for (int pixel : new int[] {0, 700, 2080, 4095}) {
      float value = third.target().get(pixel);
      assertThat(Math.abs(value * 255 - (drawn.pixels()[pixel] & 0xff))).isLessThan(1.01f);
    }
  }

  @Test
  void aSheetShowsInputTargetAndMask() {
    BatchSide plain = PlainSamples.of(FaceSource.all(new Faces(3)), OPTIONS, warnings::add);
    Picture sheet = BatchSheet.of(plain, 2);
    assertThat(List.of(sheet.width(), sheet.height(), sheet.channels()))
        .containsExactly(128, 192, 1);
    int second = 64 + 10 + 128 * 7;
    assertThat(sheet.pixels()[second] & 0xff)
        .isEqualTo(Math.round(255 * plain.warped().get(4096 + 7 * 64 + 10)));
    assertThat(sheet.pixels()[second + 128 * 128] & 0xff)
        .isEqualTo(Math.round(255 * plain.mask().get(4096 + 7 * 64 + 10)));
  }
}
