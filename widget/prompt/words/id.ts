import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Indonesian, Anda. */
export const words: Words = {
  close: "Tutup",
  back: "Kembali",
  next: "Lanjut",
  send: "Kirim",
  skip: "Lewati",
  later: "Jawab nanti",
  change: "Ubah jawaban saya",
  thanks: "Terima kasih!",
  waiting: "Tersimpan. Akan dikirim sesegera mungkin.",
  delivered: "Terkirim",
  needed: "Mohon jawab pertanyaan ini dulu.",
  region: "Masukan",
  announce: (sender, title) =>
    `${sender} meminta pendapat Anda, di bagian “Masukan” pada akhir halaman: ${title}`,
  progress: (step, of) => `Pertanyaan ${step} dari ${of}`,
  nps: ["Sangat tidak mungkin", "Sangat mungkin"],
  ces: ["Sangat sulit", "Sangat mudah"],
  faces: ["Sangat tidak puas", "Tidak puas", "Netral", "Puas", "Sangat puas"],
};

export const more: MoreWords = {
  atLeast: (least) => `Masukkan ${least} atau lebih.`,
  atMost: (most) => `Masukkan ${most} atau kurang.`,
  chooseAtLeast: (count) => `Pilih minimal ${count}.`,
  chooseAtMost: (count) => `Anda dapat memilih maksimal ${count}.`,
  badNumber: "Masukkan angka.",
  badDate: "Masukkan tanggal lengkap.",
  notBefore: (date) => `Pilih ${date} atau tanggal sesudahnya.`,
  notAfter: (date) => `Pilih ${date} atau tanggal sebelumnya.`,
  everyRow: "Mohon jawab setiap baris.",
  badEmail: "Mohon periksa alamat email.",
  badPhone: "Mohon periksa nomor telepon.",
  name: "Nama",
  email: "Email",
  phone: "Telepon",
  mayContact: "Saya bersedia dihubungi mengenai masukan ini.",
  agree: "Saya setuju",
  other: "Lainnya",
  otherText: "Mohon sebutkan",
  choose: "Silakan pilih",
  thumbs: ["Suka", "Tidak suka"],
  moveUp: (label) => `Pindahkan “${label}” ke atas`,
  moveDown: (label) => `Pindahkan “${label}” ke bawah`,
  moved: (label, place, of) => `“${label}” kini di urutan ${place} dari ${of}.`,
  bigger: "Perbesar teks",
  readAloud: "Bacakan",
  stopReading: "Berhenti membacakan",
};
