"""The index as a LangChain retriever. LangChain's types never leave this file."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import Search


class PassageRetriever(BaseRetriever):
    """Passages of the library as LangChain documents, nearest first.

    Example: `PassageRetriever(search=search, k=4).invoke("What are cytokines?")`
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: Search
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={
                    "document": hit.passage.document,
                    "section": hit.passage.section,
                    "path": list(hit.passage.path),
                    "dense": hit.dense,
                    "lexical": hit.lexical,
                    "fused": hit.fused,
                },
            )
            for hit in self.search.find(query, self.k)
        ]
