-- AlterTable
ALTER TABLE "AccessLink" ADD COLUMN     "sheetId" TEXT;

-- CreateIndex
CREATE INDEX "AccessLink_sheetId_idx" ON "AccessLink"("sheetId");

-- AddForeignKey
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_sheetId_fkey" FOREIGN KEY ("sheetId") REFERENCES "EstimateSheet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A link is to one interview, one design or one sheet. Prisma's schema cannot say so.
ALTER TABLE "AccessLink" DROP CONSTRAINT "AccessLink_one_subject";
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_one_subject" CHECK (num_nonnulls("interviewId", "designId", "sheetId") = 1);
