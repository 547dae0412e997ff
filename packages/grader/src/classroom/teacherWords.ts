import type { Language } from '../text.js';

const english = {
  usage: `featuremap-grade <folder> [options]

Grades what a class handed in. <folder> holds a folder for each student; the chapters lie in it, or up to two
folders deeper, as in an archive of the repository. Only the files exercise.ts are taken; the checks are those of
the course here, on random inputs of their own. The same command goes on where it was interrupted, and grades
again only what has changed.

  --course DIR    the course (default: exercises)
  --out DIR       where the reports go: students/<student>.json and class.csv
                  (default: runs/class)
  --jobs N        programs at the same time (default: one for each core)
  --memory MIB    memory of one program (default: 2048)
  --seed N        what the random inputs are made from (default: a new one, kept in --out)
  --device NAME   the engine that trains (default: auto)
  --lang en|zh    language of the messages (default: the system's)
  -h, --help      this text`,
  oneFolder: 'Name the one folder that holds the submissions.',
  noCourse: (folder: string) =>
    `There is no course in ${folder}: it has no course.json. Name it with --course.`,
  status: (graded: number, total: number) => `${graded} of ${total} exercises`,
  written: (csv: string, seed: number) => `Written: ${csv} and a report for each student. Seed ${seed}.`,
  interrupted: (graded: number) =>
    `Interrupted after ${graded} exercises. The same command goes on from there.`,
};

const chinese: typeof english = {
  usage: `featuremap-grade <folder> [options]

给全班提交的作业评分。<folder> 中每个学生一个文件夹；各章可以直接放在其中，也可以再深一到两层（例如整个仓库的压缩包）。
只取其中的 exercise.ts，检查程序用的是本机课程里的，随机输入另外生成。中断后用同一条命令会接着评分，只重评有改动的部分。

  --course DIR    课程所在的文件夹（默认 exercises）
  --out DIR       报告写到哪里：students/<学生>.json 和 class.csv（默认 runs/class）
  --jobs N        同时运行几个程序（默认每个核一个）
  --memory MIB    每个程序的内存上限（默认 2048）
  --seed N        随机输入的种子（默认新取一个，保存在 --out 中）
  --device NAME   训练用的计算引擎（默认 auto）
  --lang en|zh    消息的语言（默认跟随系统）
  -h, --help      显示本说明`,
  oneFolder: '请写明存放提交作业的那一个文件夹。',
  noCourse: folder => `${folder} 中没有课程：缺少 course.json。请用 --course 指定。`,
  status: (graded, total) => `已评 ${graded}/${total} 个练习`,
  written: (csv, seed) => `已写入：${csv}，以及每个学生的报告。种子 ${seed}。`,
  interrupted: graded => `评完 ${graded} 个练习后中断。再运行同一条命令会从这里接着评。`,
};

/** What the teacher's command says. */
export const teacherWords: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };
