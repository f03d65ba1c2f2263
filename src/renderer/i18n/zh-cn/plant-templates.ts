import type { Messages } from '../en.ts';

export const plantTemplates: Messages['plantTemplates'] = {
  publish: '作为模板发布到工厂',
  withdraw: '从工厂撤回模板',
  published: '{name} 已成为工厂模板：区域、原因和设置，不含图像和模型',
  withdrawn: '{name} 不再是工厂模板',
  open: '从工厂模板…',
  title: '从工厂模板新建产品',
  template: '模板',
  from: '{name}，来自 {station}',
  station: '检测站 {station}',
  name: '此处名称',
  help: '包含区域、原因、报警和漏检代价；若编号空闲还包含配方。不含图像和模型。',
  take: '新建产品',
  taken: '已从模板新建 {name}',
  numberTaken: '已从模板新建 {name}，不含配方：编号或代码在此处已被占用',
};
