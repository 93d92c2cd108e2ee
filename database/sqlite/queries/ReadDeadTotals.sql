SELECT substr(Reason, 1, instr(Reason || ':', ':') - 1) AS Code, COUNT(*) AS Total
FROM outbox_Message
WHERE Status = 'dead'
GROUP BY Code
ORDER BY Total DESC;
