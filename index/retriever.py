"""Owns the index as a LangChain retriever: passages as documents, with where they can be read."""

from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.opening import Index


class BriefingRetriever(BaseRetriever):
    """Passages of an index for any LangChain chain. `metadata` holds report, start, end, published, publisher,
    kind and score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 8
    as_of: date | None = None
    known_by: date | None = None
    handling: str = "TLP:CLEAR"

    # LangChain calls it with a run manager by name; there is nothing below to report to it.
    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002
        **_: Any,
    ) -> list[Document]:
        documents = []
        found = self.index.search(query, self.k, self.as_of, known_by=self.known_by, handling=self.handling)
        for hit in found:
            report = self.index.report(hit.passage.report_id)
            published = report.published.isoformat() if report and report.published else None
            documents.append(
                Document(
                    page_content=hit.passage.text,
                    id=hit.passage.id,
                    metadata={
                        "report": hit.passage.report_id,
                        "start": hit.passage.start,
                        "end": hit.passage.end,
                        "score": hit.score,
                        "published": published,
                        "publisher": report.publisher if report else "",
                        "kind": report.kind if report else "",
                    },
                )
            )
        return documents
