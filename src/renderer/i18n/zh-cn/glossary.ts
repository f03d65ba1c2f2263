import type { glossary as schema } from '../en/glossary.ts';

export const glossary: typeof schema = {
  part: {
    word: '零件',
    text: '被检测产品的一个零件。',
  },
  product: {
    word: '产品',
    text: '零件所属的产品；有自己的图像、模型、界限和原因。',
  },
  lane: {
    word: '通道',
    text: '产线上的一个位置，一种产品的零件在此经过一个图像来源：相机、触发和当前检测的产品。',
  },
  shift: {
    word: '班次',
    text: '产线上的一段工作时间，可以从检查已知零件开始。',
  },
  knownPart: {
    word: '已知零件',
    text: '已标注的测试图像，班次开始时用模型和界限检查。',
  },
  reject: {
    word: '剔除',
    text: '缺陷或未检测的零件：产线要剔除的。',
  },
  yield: {
    word: '良品率',
    text: '良品占所有到达零件的比例。',
  },
  score: {
    word: '得分',
    text: '每帧一个数：异常图最高处的平均值；在模型自己的缺陷限处为 0.5。',
  },
  heatmap: {
    word: '热图',
    text: '以颜色叠加在图像上的异常图。',
  },
  t1: {
    word: '复核限',
    text: '得分达到此值的零件需复核。',
  },
  t2: {
    word: '缺陷限',
    text: '得分达到此值的零件判为缺陷。',
  },
  verdict: {
    word: '判定',
    text: '模型和界限对零件的判断：合格、待复核或缺陷。',
  },
  decision: {
    word: '人工决定',
    text: '人对记录的决定，与判定并列，从不改变判定。',
  },
  cause: {
    word: '原因',
    text: '决定所说明的原因；产品提供原因列表。',
  },
  falseReject: {
    word: '误判',
    text: '被判为缺陷的良品。',
  },
  escape: {
    word: '漏检',
    text: '被判为合格的不良零件。',
  },
  keptGoodPart: {
    word: '留存良品',
    text: '按产品规则保存图像的良品：随机抽取，或接近 T1。',
  },
  entry: {
    word: '记录',
    text: '记录中的一个零件，含图像、异常图、判定、模型和界限。',
  },
  whatif: {
    word: '假设界限',
    text: '其他界限会给出的判定；不改变任何内容。',
  },
  trainingImage: {
    word: '训练图像',
    text: '模型从中学习的良品图像。',
  },
  validationImage: {
    word: '验证图像',
    text: '不参与学习的良品图像，统计量和界限由此得出。',
  },
  testImage: {
    word: '测试图像',
    text: '已标注的图像（良品或不良品），用于评估模型，从不用于学习。',
  },
  label: {
    word: '标记',
    text: '人对图像内容的说明：良品，或某类缺陷。',
  },
  mask: {
    word: '掩膜',
    text: '测试图像上缺陷的轮廓，AU-PRO 的真值。',
  },
  regionOfInterest: {
    word: '检测区域',
    text: '图像中参与检测的部分。',
  },
  teacher: {
    word: '教师网络',
    text: '事先用照片训练的网络，描述每帧的每个位置。',
  },
  student: {
    word: '学生网络',
    text: '在良品上学习模仿教师网络的网络。',
  },
  memory: {
    word: '记忆',
    text: '模型保存的良品图像描述子。',
  },
  model: {
    word: '模型',
    text: '计算图、模型卡和学到的内容，从不更改。',
  },
  evaluation: {
    word: '评估',
    text: '用已标注图像评估模型：图像 AUROC、像素 AUROC、AU-PRO、误判。',
  },
};
