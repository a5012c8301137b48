-- Until then a logo stored here was its whole URL, which no longer held under another base URL.

UPDATE newsroom SET logo = (
    SELECT max(media.id || CASE media.type
        WHEN 'image/png' THEN '.png' WHEN 'image/webp' THEN '.webp' ELSE '.jpg' END)
    FROM media
    WHERE media.newsroom = newsroom.slug AND newsroom.logo LIKE '%/media/' || media.id || '.%'
)
WHERE EXISTS (
    SELECT 1 FROM media
    WHERE media.newsroom = newsroom.slug AND newsroom.logo LIKE '%/media/' || media.id || '.%'
);
