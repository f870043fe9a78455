import type { Words } from "./en.ts";
import type { MoreWords } from "./en-more.ts";

/** Korean, 해요체 throughout, with the fixed formula 감사합니다. */
export const words: Words = {
  close: "닫기",
  back: "이전",
  next: "다음",
  send: "제출",
  skip: "건너뛰기",
  later: "나중에 답하기",
  change: "답변 수정",
  thanks: "소중한 의견 감사합니다",
  waiting: "저장했어요. 잠시 후 자동으로 제출돼요.",
  delivered: "제출했어요",
  needed: "먼저 이 질문에 답해 주세요.",
  region: "설문",
  announce: (sender, title) =>
    `${sender}에서 의견을 듣고 싶어요. 페이지 끝의 ‘설문’ 영역에서 답해 주세요. ${title}`,
  progress: (step, of) => `질문 ${of}개 중 ${step}번째`,
  nps: ["전혀 추천하고 싶지 않음", "매우 추천하고 싶음"],
  ces: ["매우 어려움", "매우 쉬움"],
  faces: ["매우 불만족", "불만족", "보통", "만족", "매우 만족"],
};

export const more: MoreWords = {
  atLeast: (least) => `${least} 이상의 숫자를 입력해 주세요.`,
  atMost: (most) => `${most} 이하의 숫자를 입력해 주세요.`,
  chooseAtLeast: (count) => `${count}개 이상 선택해 주세요.`,
  chooseAtMost: (count) => `최대 ${count}개까지 선택할 수 있어요.`,
  badNumber: "숫자를 입력해 주세요.",
  badDate: "연월일을 모두 입력해 주세요.",
  notBefore: (date) => `${date} 또는 그 이후 날짜를 선택해 주세요.`,
  notAfter: (date) => `${date} 또는 그 이전 날짜를 선택해 주세요.`,
  everyRow: "모든 항목에 답해 주세요.",
  badEmail: "이메일 주소를 확인해 주세요.",
  badPhone: "전화번호를 확인해 주세요.",
  name: "이름",
  email: "이메일",
  phone: "전화번호",
  mayContact: "의견과 관련해 연락받는 데 동의해요.",
  agree: "동의해요",
  other: "기타",
  otherText: "내용을 적어 주세요",
  choose: "선택해 주세요",
  thumbs: ["좋아요", "별로예요"],
  moveUp: (label) => `‘${label}’ 위로 이동`,
  moveDown: (label) => `‘${label}’ 아래로 이동`,
  moved: (label, place, of) => `‘${label}’ 항목을 ${of}개 중 ${place}번째로 옮겼어요.`,
  bigger: "글자 크게",
  readAloud: "소리 내어 읽기",
  stopReading: "읽기 중지",
};
