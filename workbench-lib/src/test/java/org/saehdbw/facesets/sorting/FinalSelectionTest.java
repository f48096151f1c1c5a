package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.facesets.sorting.FinalSelection.Candidate;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class FinalSelectionTest {
  private static Candidate face(int index, double yaw, double pitch, double quality, int tone) {
    ToneHistogram tones = ToneHistogram.of(SortFixtures.gray(2, 1, tone, tone + 1));
    return new Candidate(index, yaw, pitch, quality, tones);
  }

  private static List<Integer> kept(List<SortedFace> places) {
    return places.stream().filter(p -> p.reason().isEmpty()).map(SortedFace::index).toList();
  }

  @Test
  void takesFromPitchInTurnsAndTheLeastAlikeFirst() {
    // 65 faces for 128 bins are one a bin (0.51 rounded); one face is in each of two bins, so that
    // 126 are lacking and none is added.
    List<Candidate> two = List.of(face(0, 0.5, 0, 1, 1), face(1, -0.5, 0, 1, 1));
    assertThat(kept(FinalSelection.of(two, 65))).containsExactly(0, 1);
    // Three a bin and (127 * 3) / 128 = 2 more: five of the seven in this bin.
    List<Candidate> bin =
        List.of(
            face(0, 0, 0.1, 5, 10),
            face(1, 0, 0.1, 4, 10),
            face(2, 0, 0.1, 3, 20),
            face(3, 0, 0.1, 2, 10),
            face(4, 0, -1.5, 1, 10),
            face(5, 0, -1.5, 9, 10),
            face(6, 0, 0.1, 1, 11));
    // Edges of pitch are -pi/2, -pi/4, 0, pi/4, pi/2: faces 4, 5 are in part 0, the others in 2.
    // Part 0: equally far apart, by quality 5, 4. Part 2 totals: the tone of face 2 is shared by
    // none (4), 6 shares half with the three of tone 10 (1 + 3 sqrt(1/2) = 3.12), and those of 10
    // are 0 + 0 + 1 + sqrt(1/2) = 1.71 from the others, by quality 0, 1, 3.
    List<SortedFace> places = FinalSelection.of(bin, 3 * 128);
    assertThat(kept(places)).containsExactly(5, 2, 4, 6, 0);
    assertThat(places.subList(5, 7))
        .extracting(SortedFace::index, SortedFace::reason)
        .containsExactly(
            tuple(1, "its yaw bin gave its 5 already"), tuple(3, "its yaw bin gave its 5 already"));
  }

  @Test
  void keepsTenTimesAsManyByQualityFirst() {
    List<Candidate> faces = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      faces.add(face(i, 0, 0, i, i));
    }
    List<SortedFace> places = FinalSelection.of(faces, 65);
    assertThat(places).hasSize(12);
    assertThat(kept(places)).hasSize(1);
    assertThat(places.subList(1, 3))
        .extracting(SortedFace::index, SortedFace::text, SortedFace::reason)
        .containsExactly(
            tuple(1, "1", "not among the 10 best of its yaw bin"),
            tuple(0, "0", "not among the 10 best of its yaw bin"));
  }

  @Test
  void yawBinsBeginAtTheirEdges() {
    double step = 2.4 / 127;
    // -yaw: below edge 1, at edge 1, at 1.2, just below 1.2.
    double[] yaw = {3, 1.2 - step / 2, 1.2 - step * 1.5, -1.2, -1.1999};
    List<Candidate> faces = new ArrayList<>();
    for (int i = 0; i < yaw.length; i++) {
      faces.add(face(i, yaw[i], 0, yaw.length - i, i));
    }
    // One a bin: 0 and 1 share the first bin, 3 alone reaches the last one.
    assertThat(kept(FinalSelection.of(faces, 65))).containsExactly(0, 2, 4, 3);
  }

  @Test
  void selectsOfDrawnFacesWhatTheLiteralReadingSelects() throws FaceFileException {
    SyntheticFaces drawn = TinyFaceset.of(160, 32, 11);
    List<Candidate> faces = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      HeadPose pose = HeadPose.of(drawn.entries().get(i).metadata().landmarks(), 32);
      Picture picture = drawn.decode(i);
      ToneHistogram tones = ToneHistogram.of(picture.toGray());
      // Yaw in steps, so that bins are full; quality with ties.
      double yaw = Math.rint(pose.yaw() * 5) / 5;
      faces.add(
          new Candidate(i, yaw, pose.pitch(), Math.rint(MotionBlur.of(picture) / 1e11), tones));
    }
    for (int target : new int[] {65, 128, 300, 2000}) {
      List<SortedFace> places = FinalSelection.of(faces, target);
      assertThat(places).extracting(SortedFace::index).doesNotHaveDuplicates().hasSize(160);
      List<Integer> wanted = new LiteralFinal(faces, target).selected();
      assertThat(kept(places)).isEqualTo(wanted);
      assertThat(wanted.size()).isBetween(10, target == 2000 ? 160 : 159);
    }
  }

  /** The specification sentence by sentence, with arrays, and slow. */
  private static final class LiteralFinal {
    private final List<Candidate> all;
    private final int target;

    LiteralFinal(List<Candidate> all, int target) {
      this.all = all;
      this.target = target;
    }

    List<Integer> selected() {
      int per = (int) Math.rint(target / 128.0);
      int lacking = 0;
      for (int bin = 0; bin < 128; bin++) {
        int size = yawBin(bin).size();
        lacking += size < per ? per - size : 0;
      }
      per += lacking / 128;
      List<Integer> result = new ArrayList<>();
      for (int bin = 0; bin < 128; bin++) {
        result.addAll(ofBin(yawBin(bin), per));
      }
      return result;
    }

    private List<Candidate> yawBin(int bin) {
      List<Candidate> faces = new ArrayList<>();
      for (Candidate face : all) {
        double s = -face.yaw();
        double g = -1.2 + bin * (2.4 / 127);
        double next = -1.2 + (bin + 1) * (2.4 / 127);
        boolean in =
            bin == 0 ? s < next : bin == 127 ? s >= 1.2 : s >= g && s < (bin == 126 ? 1.2 : next);
        if (in) {
          faces.add(face);
        }
      }
      return faces;
    }

    private static List<Integer> ofBin(List<Candidate> bin, int per) {
      List<Candidate> best = new ArrayList<>();
      while (!bin.isEmpty() && best.size() < 10 * per) {
        Candidate top = bin.get(0);
        for (Candidate face : bin) {
          top = face.quality() > top.quality() ? face : top;
        }
        bin.remove(top);
        best.add(top);
      }
      List<List<Candidate>> parts = new ArrayList<>();
      for (int part = 0; part < per; part++) {
        List<Candidate> faces = new ArrayList<>();
        for (Candidate face : best) {
          double g = -Math.PI / 2 + part * (Math.PI / (per - 1));
          double next = -Math.PI / 2 + (part + 1) * (Math.PI / (per - 1));
          double p = face.pitch();
          boolean first = part == 0;
          boolean last = part == per - 1;
          if (per == 1 || (first ? p < next : last ? p >= Math.PI / 2 : p >= g && p < next)) {
            faces.add(face);
          }
        }
        parts.add(ordered(faces));
      }
      List<Integer> taken = new ArrayList<>();
      for (int round = 0; round < best.size(); round++) {
        for (List<Candidate> part : parts) {
          if (round < part.size() && taken.size() < per) {
            taken.add(part.get(round).index());
          }
        }
      }
      return taken;
    }

    private static List<Candidate> ordered(List<Candidate> faces) {
      List<Candidate> rest = new ArrayList<>(faces);
      List<Candidate> ordered = new ArrayList<>();
      while (!rest.isEmpty()) {
        Candidate top = rest.get(0);
        for (Candidate face : rest) {
          top = total(face, faces) > total(top, faces) ? face : top;
        }
        rest.remove(top);
        ordered.add(top);
      }
      return ordered;
    }

    private static double total(Candidate face, List<Candidate> faces) {
      double sum = 0;
      for (Candidate other : faces) {
        sum += other == face ? 0 : face.tones().distance(other.tones());
      }
      return sum;
    }
  }
}
