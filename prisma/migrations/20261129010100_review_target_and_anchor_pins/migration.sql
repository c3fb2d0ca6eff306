-- AlterTable
ALTER TABLE "AnchorRating" ADD COLUMN     "pins" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "target" TEXT;

